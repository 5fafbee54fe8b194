/** A library that is measured, opened in a process of its own. */
export interface Tracker {
	/** Makes the event of this number, in the library's own form, and hands it over. */
	track(index: number): void;
	/** What the library's documentation tells a host to await before it ends. */
	shutdown(): Promise<void>;
}

/** Where and how a library is opened. */
export interface Place {
	/** The sink: `127.0.0.1:1234`. */
	readonly address: string;
	/** Whether it gets the settings that make it fastest, rather than its defaults. */
	readonly tuned: boolean;
	/** Of the host's own, for what can use it. */
	readonly dataFolder: string | undefined;
	/** The built client's module. */
	readonly clientEntry: string;
	/** The folder in which the peers are installed. */
	readonly peersFolder: string;
}

/** Opens a library as a host would at its start. */
export type OpenTracker = (place: Place) => Tracker | Promise<Tracker>;
