import { measureMining } from "./measure.ts";
import type { Order } from "./stream.ts";

/** `node PROGRAM EVENTS ORDER SEED`: measures in a process of its own, and prints JSON. */
const [events, order, seed] = process.argv.slice(2);
const measurement = measureMining(Number(events), order as Order, Number(seed));
process.stdout.write(JSON.stringify(measurement));
