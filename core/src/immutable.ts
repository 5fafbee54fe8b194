/** A value that nobody changes, down to its last member: what a schema gives, as answers hold it. */
export type Immutable<Value> = Value extends object
	? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
	: Value;
