// The biggest amounts of each currency, unit and counted noun.
const amountWords = (group, item) => [numberIn(state.language, item) || "?", unitWords(group, item)].filter(Boolean).join(" ");

// The unit of a group as it follows the number of an item, or alone.
const unitWords = (group, item) => {
  if (group.kind === "count") return group.unit;
  return group.unit ? unitIn(state.language, units[state.language], group.unit, item) : "";
};
const groupWords = (group) => {
  const name = unitWords(group);
  const code = group.kind === "money" && group.unit && name !== group.unit ? ` (${group.unit})` : "";
  return (name ? (name.length > 60 ? name.slice(0, 59) + "…" : name) + code : t(group.kind === "count" ? "various" : "no_unit")) + ` · ${grouped(group.total)}`;
};

const amountRow = (group) => (item) => {
  const bar = element("div", { class: "bar", "aria-hidden": "true" });
  if (item.bar !== undefined) bar.style.setProperty("--long", item.bar / 10 + "%");
  const document = data.documents[data.sentences[data.evidence[item.evidence][0]][0]];
  return element("li", { class: "amount" },
    element("button", { type: "button", class: "link amount", onclick: () => openAmount(group, item) }, amountWords(group, item)),
    bar,
    element("div", { class: "about-amount" }, joined([
      element("q", { lang: "kk" }, item.text),
      !(group.kind === "count" && group.unit) && item.counted && element("span", { lang: "kk" }, item.counted),
      item.subject !== undefined && entityButton(item.subject),
      item.date && element("time", { datetime: item.date }, shownDate(item.date)),
      element("span", { class: "muted" }, document.title)], " · ")),
    element("div", { class: "paper" }, quoted(item.evidence)));
};

const drawAmounts = () => {
  const select = byId("amount-unit");
  const chosen = select.value;
  const kinds = [...new Set(data.amounts.map((group) => group.kind))];
  select.replaceChildren(...kinds.map((kind) => element("optgroup", { label: known("amount_kind." + kind, t("amount_kind.other")) },
    data.amounts.map((group, number) => group.kind === kind && element("option", { value: number }, groupWords(group))))));
  if (chosen) select.value = chosen;
  const group = data.amounts[Number(select.value) || 0];
  if (!group) return;
  const items = group.items.filter((item) => found(item.find) && inPeriod(item.date));
  paged(byId("amount-list"), byId("amount-more"), byId("amount-count"), items, amountRow(group), 12);
  byId("amount-bound").textContent = group.total > group.items.length ? t("biggest", { n: grouped(group.items.length), all: grouped(group.total) }) : "";
};
byId("amount-unit").addEventListener("input", drawAmounts);
sections.push({ id: "amounts", draw: drawAmounts, empty: () => data.amounts.length === 0 });
