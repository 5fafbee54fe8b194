/**
 * Loaded into a function's process before anything else (`node --import`): every HTTPS connection
 * goes, without TLS, to the port KEYS_PORT of this machine instead.
 */
import { globalAgent } from "node:https";
import { connect } from "node:net";

globalAgent.createConnection = () =>
	connect(Number(process.env.KEYS_PORT), "127.0.0.1");
