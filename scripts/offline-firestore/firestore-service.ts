/** The full name of Firestore's gRPC service; a method's path is `/google.firestore.v1.Firestore/Commit`. */
export const FIRESTORE_SERVICE = "google.firestore.v1.Firestore";

/** Every method of the service that a server-side SDK may call. */
export const FIRESTORE_METHODS = [
	"BatchGetDocuments",
	"BatchWrite",
	"BeginTransaction",
	"Commit",
	"CreateDocument",
	"DeleteDocument",
	"ExecutePipeline",
	"GetDocument",
	"ListCollectionIds",
	"ListDocuments",
	"Listen",
	"PartitionQuery",
	"Rollback",
	"RunAggregationQuery",
	"RunQuery",
	"UpdateDocument",
	"Write",
] as const;

export type FirestoreMethod = (typeof FIRESTORE_METHODS)[number];
