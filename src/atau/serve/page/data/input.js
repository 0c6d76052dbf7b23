// What is given to the page: a text or files, one request after the other, and what failed.
import { annotateFile, annotateText, ServiceError } from "./api.js";
import { announce, byId, element } from "./dom.js";
import { AnnotatedText } from "./history.js";
import { excerpt, grouped, settings, t } from "./words.js";

const state = { running: null, number: 0, failures: [] };

/** What a failure says and what to do, in the language of the page. */
const failureWords = ({ key, values, detail }) => [t(key, values), values?.wait && t("error_wait", { n: values.wait }), detail && t("error_detail", { detail })].filter(Boolean).join(" ");

export const drawFailures = () => {
  byId("failure-list").replaceChildren(...state.failures.map((failure) =>
    element("li", {}, element("b", { dir: "auto" }, failure.name), " ", failureWords(failure))));
  byId("failures").hidden = state.failures.length === 0;
  byId("failures-title").textContent = t("failures", { n: grouped(state.failures.length) });
};

const busy = (words) => {
  byId("busy").hidden = words === null;
  byId("busy-words").textContent = words || "";
  for (const id of ["go", "choose", "example"]) byId(id).disabled = words !== null;
  document.body.setAttribute("aria-busy", String(words !== null));
};

const documentFailure = ({ id, error }, name) => ({
  name: typeof id === "string" && id ? id : name, key: "error_document", values: {}, detail: typeof error === "string" ? error : "",
});

const taken = (answer, { name, headline }, add, fail) => {
  for (const record of answer.documents) {
    const own = typeof record?.id === "string" && record.id ? record.id : name;
    try {
      add(new AnnotatedText(record, own, headline));
    } catch {
      fail({ name: own, key: "error_answer", values: {} });
    }
  }
  for (const failure of answer.failures) fail(documentFailure(failure, name));
  if (!answer.documents.length && !answer.failures.length) fail({ name, key: "error_nothing", values: {} });
};

/** Annotate jobs [{name, send(how)}] one by one. begun(): before the first; add(annotated) takes each document,
 * model(model) what made it. */
const run = async (jobs, { add, model, begun }) => {
  if (state.running) return;
  state.running = new AbortController();
  state.failures = [];
  drawFailures();
  begun();
  const fail = (failure) => {
    state.failures.push(failure);
    drawFailures();
  };
  let done = 0;
  let cancelled = false;
  for (const [number, job] of jobs.entries()) {
    busy(jobs.length > 1 ? t("busy_of", { n: grouped(number + 1), all: grouped(jobs.length), name: job.name }) : t("busy", { name: job.name }));
    try {
      const answer = await job.send({ token: byId("token").value.trim(), signal: state.running.signal });
      model(answer.model);
      taken(answer, job, (annotated) => { done++; add(annotated); }, fail);
    } catch (error) {
      cancelled = error.name === "AbortError";
      if (cancelled) break;
      if (error.key === "error_bad" && error.failures.length) {
        for (const failure of error.failures) fail(documentFailure(failure, job.name));
        continue;
      }
      fail(error instanceof ServiceError ? { name: job.name, key: error.key, values: error.values, detail: error.detail } : { name: job.name, key: "error_page", values: {}, detail: String(error.message) });
      if (error.key === "error_token") askToken();
      // The others would fail in the same way.
      if (["error_token", "error_stopped", "error_model"].includes(error.key) && number + 1 < jobs.length) {
        for (const left of jobs.slice(number + 1)) fail({ name: left.name, key: "error_not_tried", values: {} });
        break;
      }
    }
  }
  state.running = null;
  busy(null);
  announce(cancelled ? t("cancelled") : t("done", { n: grouped(done), failed: grouped(state.failures.length) }));
};

const askToken = () => {
  byId("token-row").hidden = false;
  byId("token").focus();
};

const textJob = (text) => {
  const name = t("text_name", { n: ++state.number });
  return { name, headline: excerpt(text.trim().split("\n", 1)[0], 120), send: (how) => annotateText(text, name, how) };
};
const fileJob = (file) => ({ name: file.name, send: (how) => annotateFile(file, how) });

/** Listen to the form; see `run` for what takes the results. */
export const listen = (results) => {
  const text = byId("text");
  const start = () => {
    if (!text.value.trim()) {
      byId("empty").hidden = false;
      return text.focus();
    }
    run([textJob(text.value)], results);
  };
  const files = (chosen) => chosen.length && run([...chosen].map(fileJob), results);
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    start();
  });
  text.addEventListener("input", () => { byId("empty").hidden = true; });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) start();
  });
  byId("example").addEventListener("click", () => {
    text.value = settings.example;
    byId("empty").hidden = true;
    start();
  });
  byId("choose").addEventListener("click", () => byId("files").click());
  byId("files").setAttribute("accept", settings.types.join(","));
  byId("files").addEventListener("change", () => {
    files([...byId("files").files]);
    byId("files").value = "";
  });
  byId("cancel").addEventListener("click", () => state.running?.abort());
  drops(files);
};

// Files may be dropped anywhere; a text that is dragged goes where the browser puts it.
const drops = (files) => {
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const mark = (on) => document.body.classList.toggle("dropping", on);
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      mark(true);
    });
  }
  addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(false);
    dropped(event.dataTransfer).then(files);
  });
};

// The files that were dropped, and those in folders and below them; hidden ones in a folder are of the system.
const dropped = async ({ items, files }) => {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...files];
  return (await Promise.all(entries.map(filesOf))).flat();
};
const filesOf = async (entry) => {
  const asked = (ask) => new Promise((done, fail) => ask(done, fail));
  if (entry.isFile) return [await asked((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  // A reader gives some entries at a time, none at the end.
  for (;;) {
    const some = await asked((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    found.push(...some.filter((one) => !one.name.startsWith(".")));
  }
  return (await Promise.all(found.sort((one, other) => one.name.localeCompare(other.name)).map(filesOf))).flat();
};
