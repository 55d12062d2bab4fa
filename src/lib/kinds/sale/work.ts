import { readSaleForm } from './forms.ts';
import { sale } from './kind.ts';
import { saleRequest } from './requests.ts';

/** What the steps of a sale are asked and decided by. */
export const saleWork = { kind: sale, requestFor: saleRequest, readForm: readSaleForm } as const;
