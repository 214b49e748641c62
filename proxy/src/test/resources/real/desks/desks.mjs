// Desktops without a browser: each is a thread of its own with Strophe in it, from an address of its
// own, through the proxy. Told what to do by lines of JSON; says in lines what becomes of it.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";

const [proxy, caFile] = process.argv.slice(2);
const ca = readFileSync(caFile, "utf8");
const desks = new Map();

function desk(name, address) {
  if (!desks.has(name)) {
    const worker = new Worker(new URL("./desk.mjs", import.meta.url), {
      workerData: { name, address, proxy, ca },
    });
    worker.on("message", (said) => console.log(`${name} ${said}`));
    worker.on("error", (e) => console.log(`${name} failed ${e.stack}`));
    desks.set(name, worker);
  }
  return desks.get(name);
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    desk(order.desk, order.address).postMessage(order);
  })
  .on("close", () => process.exit(0));
