// The page: takes text in, shows problems. What is checked never leaves it: text goes to a worker
// of this page, problems come back. Whatever a rubric says is shown as text, never as markup.
"use strict";

const LARGEST = 5_000_000; // bytes; far above what the check itself looks at
const PAUSE = 250; // milliseconds without a key before the text is checked

const at = (id) => document.getElementById(id);
const text = at("text");
const gutter = at("gutter");
const status = at("status");
const parts = new Map();
let worker = null;
let ready = false;
let name = "";
let asked = 0;
let timer = 0;
let marks = new Map();
let numbered = 0;

// Every file of parts/ calls this. They are scripts because a page that was opened from a disk may
// not read other files, and because the policy of the page forbids every connection.
globalThis.fairscorePart = (part, content) => parts.set(part, content);

function loadPart(part) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `parts/${part}.js`;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`parts/${part}.js is missing`)));
    document.head.append(script);
  });
}

function say(words, look = "") {
  status.textContent = words;
  status.className = `status ${look}`;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

async function unpacked(content) {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

async function start() {
  const bar = at("progress");
  await loadPart("contents");
  const contents = JSON.parse(await unpacked(parts.get("contents")));
  const total = contents.parts.reduce((sum, part) => sum + part.size, 0);
  at("version").textContent = `fairscore ${contents.version}`;
  let done = 0;
  say(`Loading the check: ${(total / 1e6).toFixed(1)} MB.`);
  for (const part of contents.parts) {
    await loadPart(part.name);
    done += part.size;
    bar.value = (0.8 * done) / total;
  }
  say("Starting the check. This takes a few seconds.");
  // A worker made from a blob is held to the policy of this page; one with an address would not be.
  const source = new Blob([await unpacked(parts.get("worker.js"))], { type: "text/javascript" });
  worker = new Worker(URL.createObjectURL(source));
  worker.addEventListener("message", (event) => hear(event.data));
  worker.addEventListener("error", () => fail("the worker stopped"));
  worker.postMessage({ parts });
  parts.clear();
}

function fail(reason) {
  at("progress").hidden = true;
  document.documentElement.dataset.state = "failed";
  say(`The check could not be started: ${reason}. A browser of 2024 or newer is needed.`, "bad");
}

function hear(told) {
  if (told.failed !== undefined) {
    fail(told.failed);
  } else if (told.ready) {
    ready = true;
    at("progress").hidden = true;
    for (const [id, example] of Object.entries(told.examples)) {
      at(id).addEventListener("click", () => take(example, ""));
    }
    document.documentElement.dataset.state = "ready";
    ask();
  } else if (told.number === asked) {
    if (told.broken === undefined) {
      show(told.found);
    } else {
      at("problems").replaceChildren();
      say(`The check itself is at fault here, not your text: ${told.broken}`, "bad");
    }
    document.documentElement.dataset.checked = asked;
  }
}

function ask() {
  window.clearTimeout(timer);
  if (!ready) {
    return;
  }
  asked += 1;
  if (text.value.trim() === "") {
    at("problems").replaceChildren();
    mark(new Map());
    say("Ready. From now on no network is needed.");
    document.documentElement.dataset.checked = asked;
    return;
  }
  worker.postMessage({ number: asked, text: text.value, name });
}

function show(found) {
  const errors = found.problems.filter((one) => one.severity === "error").length;
  const warnings = found.problems.length - errors;
  const told = [errors && count(errors, "error"), warnings && count(warnings, "warning")];
  if (found.problems.length) {
    say(`${told.filter(Boolean).join(" and ")}.`, errors ? "bad" : "notes");
  } else {
    say("No problems.", "good");
  }
  at("problems").replaceChildren(...found.problems.map(item));
  const lines = new Map();
  for (const one of found.problems) {
    if (lines.get(one.line) !== "error") {
      lines.set(one.line, one.severity);
    }
  }
  mark(lines);
}

function element(tag, look, words) {
  const made = document.createElement(tag);
  made.className = look;
  made.textContent = words;
  return made;
}

// What stands between backticks is a name or a word of the rubric.
function sentence(look, words) {
  const made = element("p", look, "");
  const whole = /[.?!]$/.test(words) ? words : `${words}.`;
  const capital = whole[0].toUpperCase() + whole.slice(1);
  capital.split("`").forEach((piece, index) => {
    made.append(index % 2 ? element("code", "", piece) : piece);
  });
  return made;
}

function item(one) {
  const made = element("li", one.severity, "");
  const jump = element("button", "", `Line ${one.line}`);
  jump.type = "button";
  jump.addEventListener("click", () => goTo(one.line, one.column));
  made.append(jump, element("span", "path", one.path));
  made.append(sentence("message", one.message), sentence("advice", one.advice));
  if (one.why) {
    made.append(sentence("why", `Why: ${one.why}`));
  }
  made.append(element("p", "slug", `${one.severity} · ${one.slug}`));
  made.dataset.line = one.line;
  made.dataset.column = one.column;
  made.dataset.slug = one.slug;
  return made;
}

// Lines end as YAML's do where a text field keeps them: at a line feed.
function goTo(line, column) {
  const lines = text.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const words = lines[line - 1] ?? "";
  // A column counts characters, a text field counts halves of some.
  const inside = [...words].slice(0, column - 1).join("").length;
  const height = parseFloat(getComputedStyle(gutter.firstElementChild).height);
  text.focus({ preventScroll: true });
  text.setSelectionRange(before + inside, before + words.length);
  text.scrollTop = Math.max(0, (line - 4) * height);
  text.scrollLeft = 0;
  at("drop").scrollIntoView({ block: "nearest" });
}

function mark(lines) {
  marks = lines;
  numbered = 0;
  number();
}

function number() {
  const lines = text.value.split("\n").length;
  if (lines === numbered) {
    return;
  }
  numbered = lines;
  const shown = [];
  for (let line = 1; line <= lines; line += 1) {
    shown.push(element("div", marks.get(line) ?? "", marks.has(line) ? `● ${line}` : `${line}`));
  }
  gutter.replaceChildren(...shown);
  gutter.scrollTop = text.scrollTop;
}

function take(words, from) {
  text.value = words;
  name = from;
  at("name").textContent = from ? `File: ${from}. ` : "";
  mark(new Map());
  text.scrollTop = 0;
  ask();
}

async function takeFile(file) {
  if (file.size > LARGEST) {
    say(`${file.name} is larger than ${LARGEST / 1e6} MB, which no rubric is.`, "bad");
    return;
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    take(decoder.decode(await file.arrayBuffer()), file.name);
  } catch {
    say(`${file.name} is not UTF-8 text; save it as UTF-8.`, "bad");
  }
}

text.addEventListener("input", () => {
  number();
  window.clearTimeout(timer);
  timer = window.setTimeout(ask, PAUSE);
});
text.addEventListener("scroll", () => {
  gutter.scrollTop = text.scrollTop;
});
at("open").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) {
    takeFile(file);
  }
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  at("drop").addEventListener(kind, (event) => {
    if (!event.dataTransfer.types.includes("Files")) {
      return;
    }
    event.preventDefault();
    at("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) {
      takeFile(event.dataTransfer.files[0]);
    }
  });
}
number();
start().catch((error) => fail(error.message));
