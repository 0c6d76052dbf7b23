// Numbers, amounts and units as a language writes them, the same on the page of facts and on the page of the service.

// Digits are regrouped as text: a number of any length stays exact.
const digitsIn = (language, number) => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(number));
  if (!match) return String(number);
  const english = language === "en";
  const whole = match[2].replace(/\B(?=(\d{3})+$)/g, english ? "," : "\u202f");
  return (match[1] ? "−" : "") + whole + (match[3] ? (english ? "." : ",") + match[3] : "");
};

const approximations = new Map([["about", "≈ "], ["over", "> "], ["under", "< "], ["at_least", "≥ "], ["at_most", "≤ "]]);

// The number of an amount with its bounds and its sign; "" where no number is certain.
const numberIn = (language, { value, low, high, sides, exact, approx }) => {
  const sign = approximations.get(approx) || "";
  const digits = (number) => digitsIn(language, number);
  const known = (number) => number !== undefined && number !== null && !Number.isNaN(Number(number));
  if (sides) return sides.map(digits).join(" × ");
  if (exact) return sign + exact;
  if (known(value)) return sign + digits(value);
  if (known(low) && known(high)) return `${sign}${digits(low)} – ${digits(high)}`;
  if (known(low)) return (sign || "≥ ") + digits(low);
  return known(high) ? (sign || "≤ ") + digits(high) : "";
};

// Of the forms of a unit after 1, 2 and 5 (in English after 1 and 2), the one that follows the number of an amount.
const formAfter = (language, forms, { value, low, high, sides, exact }) => {
  const number = String(value ?? high ?? low ?? sides?.at(-1) ?? (exact ? "0.5" : ""));
  const decimals = /\.(\d+)$/.exec(number)?.[1].length || 0;
  const rule = new Intl.PluralRules(language, { minimumFractionDigits: Math.min(decimals, 20) }).select(Number(number));
  return forms[Math.min(rule === "one" ? 0 : rule === "many" ? 2 : 1, forms.length - 1)];
};

// The name of a unit as it follows the number of an amount, or of many where there is no amount. names: code to forms.
const unitIn = (language, names, code, amount = { value: 5 }) => {
  if (Object.hasOwn(names, code)) return formAfter(language, names[code], amount);
  const [first, ...others] = code.split("/");
  // Tonnes in a year: the second is one of its kind.
  if (others.length) return [unitIn(language, names, first, amount), ...others.map((other) => unitIn(language, names, other, { value: 1 }))].join("/");
  return code.replace(/[{}]/g, "");
};
