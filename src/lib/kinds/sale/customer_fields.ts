/** The text fields of the customer's form, as they are named in it. */
export const customerFields = ['first_name', 'last_name', 'phone', 'email', 'street', 'city', 'zip'] as const;

export type CustomerField = (typeof customerFields)[number];

/** What the field `known` says where those we know are other people. */
export const someoneNew = 'new';
