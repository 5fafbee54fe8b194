import { randomUUID } from "node:crypto";
import type { AnalyticsStore } from "@ffmpeg-analytics/core";
import type { StoreHarness } from "@ffmpeg-analytics/core/testing";
import { Firestore } from "@google-cloud/firestore";
import { status } from "@grpc/grpc-js";
import {
	type FaultProxy,
	startFaultProxy,
} from "../../scripts/offline-firestore/fault-proxy";
import { createFirestoreStore } from "../src/firestore-store";

/** Stores over one new, empty database, and the proxy through which they reach it. */
export interface FirestoreHarness extends StoreHarness {
	readonly proxy: FaultProxy;
	readonly projectId: string;
	/** A client of the same database, through the same proxy, beside the stores. */
	readonly firestore: Firestore;
}

type FaultEffect = Parameters<FaultProxy["inject"]>[0]["effect"];

/**
 * A new database on the Firestore of `FIRESTORE_EMULATOR_HOST`: each has a project of its own, and
 * is reached through a proxy that can make the network fail.
 */
export async function openFirestoreHarness(
	shardCount: number,
	lagMs = 0,
): Promise<FirestoreHarness> {
	const target = emulatorHost();
	const proxy = await startFaultProxy({ target });
	const projectId = `demo-${randomUUID().replaceAll("-", "").slice(0, 20)}`;
	const clients: Firestore[] = [];

	/** The SDK reads the variable when a client is made or set up; nothing else overrules it. */
	const throughProxy = <Made>(make: (firestore: Firestore) => Made): Made => {
		process.env.FIRESTORE_EMULATOR_HOST = `${proxy.host}:${proxy.port}`;
		try {
			const firestore = new Firestore({ projectId });
			clients.push(firestore);
			return make(firestore);
		} finally {
			process.env.FIRESTORE_EMULATOR_HOST = target;
		}
	};
	const open = async (shards: number): Promise<AnalyticsStore> => {
		const store = throughProxy((firestore) =>
			createFirestoreStore({ firestore, shardCount: shards, lagMs }),
		);
		await store.ping();
		return store;
	};
	const whileCommits = async <Result>(
		effect: FaultEffect,
		action: () => Promise<Result>,
	): Promise<Result> => {
		proxy.inject({ method: "Commit", times: Number.POSITIVE_INFINITY, effect });
		try {
			return await action();
		} finally {
			proxy.clear();
		}
	};

	return {
		store: await open(shardCount),
		proxy,
		projectId,
		firestore: throughProxy((firestore) => firestore),
		reopen: (shards = shardCount) => open(shards),
		// Of the codes of a failing database, two that the SDK does not try again.
		whileCommitsFail: (action) =>
			whileCommits({ kind: "refuse", code: status.INTERNAL }, action),
		whileAnswersAreLost: (action) =>
			whileCommits(
				{ kind: "lose-answer", code: status.DEADLINE_EXCEEDED },
				action,
			),
		// Records are deflated: this much of them, random as the contract's are, does not fit.
		maxCommitBytes: 16 * 1024 * 1024,
		async close() {
			proxy.clear();
			await Promise.all(clients.map((firestore) => firestore.terminate()));
			await proxy.close();
		},
	};
}

function emulatorHost(): string {
	// There is no metadata server to be asked for credentials.
	process.env.METADATA_SERVER_DETECTION = "none";
	const host = process.env.FIRESTORE_EMULATOR_HOST;
	if (host === undefined)
		throw new Error(
			"FIRESTORE_EMULATOR_HOST is not set: these tests run inside npm test, or beside `node scripts/offline-firestore/main.ts`",
		);
	return host;
}
