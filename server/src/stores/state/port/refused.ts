/** One row of a mutation that names what it did, so that handlers answer 404 or 409 without reading again. */
export type Refused = { readonly refused: "notFound" | "slugTaken" | "emailTaken" | "lastOwner" };
