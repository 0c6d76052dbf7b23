// The service: one request for each text or file, so that one that fails loses no other, and each can be cancelled.
import { parseJson } from "./exact.js";

/** key: of the words that say what to do. detail: what the service said, shown as it is. failures: [{id, error}]. */
export class ServiceError extends Error {
  constructor(key, detail = "", values = {}, failures = []) {
    super(key);
    Object.assign(this, { key, detail, values, failures });
  }
}

const keys = {
  401: "error_token", 404: "error_missing", 413: "error_large", 415: "error_type", 429: "error_busy", 501: "error_extra",
  503: "error_model", 504: "error_timeout",
};

// Of a problem (RFC 9457): what the service says, and the documents that failed where it lists them.
const problemOf = (body) => {
  try {
    const found = parseJson(body);
    return { detail: typeof found.detail === "string" ? found.detail : "", failures: Array.isArray(found.failures) ? found.failures : [] };
  } catch {
    return { detail: "", failures: [] };
  }
};

const send = async (path, { token, signal, ...request }) => {
  const headers = new Headers(request.headers);
  if (token) headers.set("Authorization", "Bearer " + token);
  let response;
  let body;
  try {
    response = await fetch(path, { ...request, headers, signal, cache: "no-store", credentials: "same-origin", redirect: "error" });
    body = await response.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError("error_stopped");
  }
  if (!response.ok) {
    const wait = response.headers.get("Retry-After");
    const { detail, failures } = problemOf(body);
    const key = keys[response.status] || (response.status >= 500 ? "error_server" : "error_bad");
    throw new ServiceError(key, detail, { status: response.status, wait: /^\d+$/.test(wait || "") ? wait : "" }, failures);
  }
  try {
    const found = parseJson(body);
    if (!Array.isArray(found.documents)) throw new SyntaxError("no list of documents");
    return { documents: found.documents, failures: Array.isArray(found.failures) ? found.failures : [], model: found.model || null };
  } catch {
    throw new ServiceError("error_answer");
  }
};

// The address of facts gives the records with their facts and their places.
const ADDRESS = "v1/facts";

export const annotateText = (text, id, how) =>
  send(ADDRESS, { ...how, method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ documents: [{ id, text }] }) });

export const annotateFile = async (file, how) => {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    // It was moved or deleted after it was chosen; the request would fail as if the server were gone.
    throw new ServiceError("error_file");
  }
  const form = new FormData();
  form.append("file", file, file.name);
  return send(ADDRESS, { ...how, method: "POST", body: form });
};
