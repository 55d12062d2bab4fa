/** What every labelled control takes. */
export interface FieldProps {
	readonly label: string;
	readonly hint?: string | undefined;
	/** Why the value was refused; shown beside the control and read with it. */
	readonly error?: string | undefined;
	readonly required?: boolean | undefined;
	/** Says so beside the label; for the odd one in a form that must be filled in. */
	readonly optional?: boolean | undefined;
}

/** Attributes that tie a control to its label, hint and error. */
export interface ControlAttributes {
	readonly id: string;
	readonly required: boolean;
	readonly 'aria-describedby': string | undefined;
	readonly 'aria-invalid': 'true' | undefined;
}

/** The look shared by text boxes and lists: 52 px high, 16 px text or larger, so that no phone zooms in. */
export const controlClass =
	'min-h-13 w-full rounded-control border-2 border-line-strong bg-surface-raised px-3.5 py-2 text-lg text-ink ' +
	'placeholder:text-ink-muted hover:border-ink focus:border-accent aria-invalid:border-danger ' +
	'disabled:border-line disabled:bg-surface-sunken disabled:text-ink-muted [&[readonly]]:bg-surface-sunken';
