import type { IconName } from './icons.ts';

/** What a thing means to the reader; always shown by words and a shape too, never by colour alone. */
export type Tone = 'neutral' | 'accent' | 'positive' | 'warning' | 'danger';

/** Text, background and border classes of a softly tinted area. */
export const toneClasses: Record<Tone, string> = {
	neutral: 'text-ink bg-surface-sunken border-line-strong',
	accent: 'text-accent bg-accent-soft border-accent',
	positive: 'text-positive bg-positive-soft border-positive',
	warning: 'text-warning bg-warning-soft border-warning',
	danger: 'text-danger bg-danger-soft border-danger',
};

/** The shape that says the same as the colour. */
export const toneIcons: Record<Tone, IconName> = {
	neutral: 'circle',
	accent: 'info',
	positive: 'check',
	warning: 'warning',
	danger: 'stop',
};
