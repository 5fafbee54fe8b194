/** Where all functions are, and the queues of those that have one; also in firebase.json. */
export const REGION = "us-central1";
