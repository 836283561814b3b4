// The orders of docs/reference/order.md, written from that page alone.
//
// Reads cases as JSON from stdin and writes what each gives, as JSON.

import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const hmac = (key, text) => createHmac("sha256", key).update(text, "utf8").digest();
const sorted = (names) =>
  [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

function keyOf(seed, { purpose, reader = "", about = "", draw = 0, more = "" }) {
  return hmac(seed, "fairscore use 1\n" + JSON.stringify([purpose, reader, about, String(draw), more]));
}

function* numbers(key) {
  for (let block = 0; ; block += 1) {
    const bytes = hmac(key, `fairscore block 1\n${block}`);
    for (let start = 0; start < 32; start += 8) yield bytes.readBigUInt64BE(start);
  }
}

function below(limit, stream) {
  const all = 1n << 64n;
  const whole = all - (all % BigInt(limit));
  for (;;) {
    const number = stream.next().value;
    if (number < whole) return Number(number % BigInt(limit));
  }
}

function shuffled(names, key) {
  const order = sorted(names);
  const stream = numbers(key);
  for (let last = order.length - 1; last >= 1; last -= 1) {
    const other = below(last + 1, stream);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

function square(size) {
  const first = Array.from({ length: size }, (_, place) => (place % 2 ? (place + 1) / 2 : -place / 2));
  const rows = first.map((_, row) => first.map((number) => (((number + row) % size) + size) % size));
  return size % 2 && size > 1 ? [...rows, ...rows.map((row) => [...row].reverse())] : rows;
}

const makers = {
  "plan commitment": ({ seed, inputs }) =>
    createHash("sha256").update("fairscore seed 1\n").update(seed).digest("hex") +
    hmac(seed, "fairscore use 1\n" + JSON.stringify(["inputs", JSON.stringify(inputs)])).toString("hex"),
  commitment: ({ seed }) => createHash("sha256").update("fairscore seed 1\n").update(seed).digest("hex"),
  williams: ({ size }) => square(size),
  drawn: (one) => shuffled(one.items, keyOf(one.seed, one)),
  balanced(one) {
    const rows = square(Math.max(one.items.length, 1));
    const order = {};
    if (one.items.length < 2 || one.readers.length === 0 || one.readers.length % rows.length) {
      for (const reader of sorted(one.readers)) order[reader] = shuffled(one.items, keyOf(one.seed, { ...one, reader }));
      return order;
    }
    const group = JSON.stringify([sorted(one.items), sorted(one.readers)]);
    const items = shuffled(one.items, keyOf(one.seed, { ...one, more: "items" + group }));
    const readers = shuffled(one.readers, keyOf(one.seed, { ...one, more: "readers" + group }));
    readers.forEach((reader, place) => {
      order[reader] = rows[place % rows.length].map((number) => items[number]);
    });
    return order;
  },
  turns(one) {
    const rank = (name) => one.seniority[name] ?? 0;
    const order = shuffled(one.items, keyOf(one.seed, one));
    if (one.method === "least-senior-first") return order.sort((a, b) => rank(a) - rank(b));
    if (one.method !== "most-senior-last") return order;
    const highest = Math.max(...order.map(rank));
    return [...order.filter((name) => rank(name) !== highest), ...order.filter((name) => rank(name) === highest)];
  },
  extended(one) {
    const known = [...one.first];
    const order = shuffled(known, keyOf(one.seed, one));
    for (const later of one.later) {
      const fresh = later.filter((name) => !order.includes(name));
      if (fresh.length) order.push(...shuffled(fresh, keyOf(one.seed, { ...one, more: `added-${order.length}` })));
    }
    return order;
  },
};

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(({ seed, ...one }) => makers[one.make]({ ...one, seed: Buffer.from(seed, "hex") }));
process.stdout.write(JSON.stringify(answers));
