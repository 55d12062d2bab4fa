import type { OdooAccount } from '#lib/server/env.ts';

/** What the operator's Odoo calls models, fields, methods, products and journals. */
export type OdooNames = OdooAccount['names'];
