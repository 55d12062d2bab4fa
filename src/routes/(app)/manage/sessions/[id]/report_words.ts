import { m } from '#lib/words/generated/messages.js';

/** What kinds call their figures in the reports that programs read as well, by its English. */
const words: Readonly<Record<string, () => string>> = {
	Customer: m.manage_customer,
	Name: m.sessions_report_name,
	Plan: m.manage_plan,
	'First time': m.sessions_report_first_time,
	Returning: m.sessions_report_returning,
	'found by QR code': m.sessions_report_found_scan,
	'found by typed plan number': m.sessions_report_found_typed,
	'found by search': m.sessions_report_found_search,
	new: m.sessions_report_new,
	'known before': m.sessions_report_known,
	'E-mail': m.sessions_report_email,
	Address: m.sessions_report_address,
	Order: m.sessions_report_order,
	Subscription: m.sessions_report_subscription,
	Total: m.sessions_report_total,
	weekly: m.sessions_report_weekly,
	monthly: m.sessions_report_monthly,
	yearly: m.sessions_report_yearly,
	'First battery': m.sessions_report_first_battery,
	'Returned battery': m.swap_price_returned,
	'New battery': m.swap_price_new,
	Battery: m.sessions_report_battery,
	Energy: m.manage_energy,
	Charge: m.sessions_report_charge,
	Implausible: m.sessions_report_implausible,
	Bound: m.sessions_report_bound,
	'read over Bluetooth': m.sessions_report_by_bluetooth,
	'typed by hand': m.sessions_report_by_hand,
	Price: m.sessions_report_price,
	Difference: m.swap_price_difference,
	'From quota': m.swap_price_quota,
	'To charge': m.swap_price_charge,
	'Price of 1 kWh': m.swap_price_rate,
	Cost: m.swap_price_cost,
	'To pay': m.swap_price_payable,
	'cut to two decimals': m.swap_note_cut_energy,
	unlimited: m.swap_note_unlimited,
	'rounded up': m.swap_note_rounded_up,
	'covered by quota': m.swap_note_covered,
	'no energy gained': m.swap_note_no_gain,
};

/** A title, label or note of a report in the language of the page; what is no fixed word, as a product's name, as it is. */
export function reportText(text: string): string {
	return Object.hasOwn(words, text) ? (words[text]?.() ?? text) : text;
}
