// The worker: Python and fairscore, in memory. It is handed everything that it needs and asks for
// nothing more. It is a classic worker, because a page opened from a disk may start no other kind.
"use strict";

const NOWHERE = "https://nowhere.invalid/"; // names files in memory; nothing is ever asked for it
const files = new Map();

async function unpacked(content) {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Python's runtime asks for its own files by address. It gets them from memory, and nothing else.
self.fetch = async (address) => {
  const file = files.get(String(address).replace(NOWHERE, ""));
  if (file === undefined) {
    throw new TypeError("this page opens no connection");
  }
  return new Response(file, { headers: { "Content-Type": "application/wasm" } });
};

// Pyodide refuses to run where it finds this function. All that it needs instead is `import()`,
// which classic workers have had for years.
self.importScripts = undefined;

function load(name) {
  const source = new Blob([files.get(name)], { type: "text/javascript" });
  return import(URL.createObjectURL(source));
}

async function start(parts) {
  for (const [name, content] of parts) {
    files.set(name, await unpacked(content));
  }
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    load("pyodide.mjs"),
    load("pyodide.asm.mjs"),
  ]);
  const python = await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    lockFileContents: new TextDecoder().decode(files.get("pyodide-lock.json")),
    createPyodideModule,
  });
  python.unpackArchive(files.get("packages.zip"), "zip", { extractDir: "/packages" });
  files.clear();
  python.runPython("import sys; sys.path.insert(0, '/packages')");
  const page = python.pyimport("fairscore_page");
  self.onmessage = ({ data }) => {
    try {
      self.postMessage({ number: data.number, found: JSON.parse(page.check(data.text, data.name)) });
    } catch (error) {
      const broken = String(error.message).trim().split("\n").at(-1);
      self.postMessage({ number: data.number, broken });
    }
  };
  self.postMessage({ ready: true, examples: JSON.parse(page.examples()) });
}

self.onmessage = ({ data }) =>
  start(data.parts).catch((error) => self.postMessage({ failed: error.message }));
