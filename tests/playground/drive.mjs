// Opens the built page in a browser with no network and does what a person would do.
// Reads a plan from stdin, as JSON; writes what was seen to stdout, as JSON.
//
//   {modules, browser, root, folder, scheme: "http" | "file", width, height, dark, steps, shots}
//
// A step is {text} (paste it), {file, content} (open it), {click} (a button), {jump} (the button of
// a problem), or {shot} (take a picture).
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";

let given = "";
for await (const piece of process.stdin) {
  given += piece;
}
const plan = JSON.parse(given);
const { chromium } = createRequire(resolve(plan.modules, "package.json"))("playwright-core");
const KINDS = { html: "text/html", css: "text/css", js: "text/javascript", txt: "text/plain" };

const served = [];
const server = createServer((request, response) => {
  served.push(request.url);
  const path = normalize(request.url.split("?")[0]);
  const file = join(plan.folder, path);
  if (path === "/blank") {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>x</title>");
  } else if (file.startsWith(plan.folder) && existsSync(file) && statSync(file).isFile()) {
    response.writeHead(200, { "Content-Type": KINDS[file.split(".").at(-1)] });
    createReadStream(file).pipe(response);
  } else {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: plan.browser,
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    // The sandbox does not start as root, as in a container; the page is our own.
    ...(plan.root ? ["--no-sandbox"] : []),
  ],
});
const seen = { steps: [], complaints: [], requests: [] };
try {
  const context = await browser.newContext({
    viewport: { width: plan.width, height: plan.height },
    colorScheme: plan.dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  context.on("request", (request) => seen.requests.push(request.url()));
  const page = await context.newPage();
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") {
      seen.complaints.push(line.text());
    }
  });
  page.on("pageerror", (error) => seen.complaints.push(String(error)));

  // What the recording is worth: a page without a policy is seen to send, to its origin and away.
  await page.goto(`${origin}/blank`);
  await page.evaluate((to) => fetch(`${to}/control`).catch(() => {}), origin);
  await page.evaluate(() => fetch("http://elsewhere.invalid/control").catch(() => {}));
  seen.control = { served: served.splice(0), requests: seen.requests.splice(0) };
  seen.complaints.splice(0);

  const began = Date.now();
  const address =
    plan.scheme === "file" ? pathToFileURL(join(plan.folder, "index.html")).href : `${origin}/index.html`;
  await page.goto(address);
  const isDecided = () => document.documentElement.dataset.state;
  await page.waitForFunction(isDecided, null, { timeout: 120000 });
  seen.state = await page.evaluate(() => document.documentElement.dataset.state);
  seen.seconds = (Date.now() - began) / 1000;
  seen.ready = await page.textContent("#status");
  seen.loaded = { served: served.splice(0), requests: seen.requests.splice(0), origin };
  seen.complained = seen.complaints.splice(0);
  // The server is there still, so nothing but the policy of the page can refuse these.
  seen.attempts = await attempts(page, `${origin}/sent`);
  seen.attempts.served = served.splice(0);
  seen.requests.splice(0);
  seen.complaints.splice(0);

  // From here on there is no network, and no server.
  await new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  await context.setOffline(true);

  for (const step of plan.steps) {
    const before = await page.evaluate(() => Number(document.documentElement.dataset.checked));
    if (step.text !== undefined) {
      await page.fill("#text", step.text);
    } else if (step.file !== undefined) {
      const buffer = Buffer.from(step.content);
      await page.setInputFiles("#file", { name: step.file, mimeType: "text/plain", buffer });
    } else if (step.click !== undefined) {
      await page.click(step.click);
    } else if (step.jump !== undefined) {
      await page.locator("#problems button").nth(step.jump).focus();
      await page.keyboard.press("Enter");
    } else if (step.shot !== undefined) {
      await page.screenshot({ path: step.shot, fullPage: Boolean(step.full) });
    }
    if (step.text !== undefined || step.file !== undefined || step.click !== undefined) {
      await page.waitForFunction(
        (number) => Number(document.documentElement.dataset.checked) > number,
        before,
        { timeout: 30000 },
      );
    }
    seen.steps.push(await page.evaluate(look));
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(JSON.stringify(seen));

// Runs in the page: what a person sees.
function look() {
  const text = document.getElementById("text");
  const inside = [...document.body.querySelectorAll("*")];
  const edge = document.documentElement.clientWidth + 1;
  return {
    status: document.getElementById("status").textContent,
    look: document.getElementById("status").className,
    name: document.getElementById("name").textContent,
    problems: [...document.querySelectorAll("#problems li")].map((one) => ({
      line: Number(one.dataset.line),
      column: Number(one.dataset.column),
      slug: one.dataset.slug,
      words: one.innerText,
    })),
    marked: [...document.querySelectorAll("#gutter .error, #gutter .warning")].map((one) =>
      Number(one.textContent.replace("● ", "")),
    ),
    selected: text.value.slice(text.selectionStart, text.selectionEnd),
    selectedLine: text.value.slice(0, text.selectionStart).split("\n").length,
    focused: document.activeElement.id,
    lineVisible:
      (text.value.slice(0, text.selectionStart).split("\n").length - 1) *
        document.getElementById("gutter").firstElementChild.offsetHeight -
        text.scrollTop <
      text.clientHeight,
    wide: inside
      .filter((one) => !one.closest(".skip, .editor") && one.getBoundingClientRect().right > edge)
      .map((one) => one.outerHTML.slice(0, 80)),
    scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

// Tries to send text to where the page came from, from the page and from its worker.
async function attempts(page, to) {
  const tries = async (to) => {
    const outcome = {};
    outcome.fetch = await fetch(to, { method: "POST", body: "x" }).then(
      () => "sent",
      (error) => error.name,
    );
    outcome.xhr = await new Promise((done) => {
      const request = new XMLHttpRequest();
      request.onload = () => done("sent");
      request.onerror = () => done("refused");
      try {
        request.open("POST", to);
        request.send("x");
      } catch (error) {
        done(error.name);
      }
    });
    outcome.socket = await new Promise((done) => {
      try {
        const socket = new WebSocket(to.replace("http", "ws"));
        socket.onopen = () => done("sent");
        socket.onerror = () => done("refused");
      } catch (error) {
        done(error.name);
      }
    });
    outcome.event = await new Promise((done) => {
      try {
        const source = new EventSource(to);
        source.onopen = () => done("sent");
        source.onerror = () => done("refused");
      } catch (error) {
        done(error.name);
      }
    });
    return outcome;
  };
  const image = (to) =>
    new Promise((done) => {
      const made = new Image();
      made.onload = () => done("sent");
      made.onerror = () => done("refused");
      made.src = to;
    });
  return {
    page: await page.evaluate(tries, to),
    image: await page.evaluate(image, to),
    workers: await Promise.all(page.workers().map((one) => one.evaluate(tries, to))),
  };
}
