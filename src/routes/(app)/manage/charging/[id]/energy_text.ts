/** Energy as it is typed: 4.2, in kWh with up to three decimals. */
export function kwhText(energyWh: number): string {
	return String(energyWh / 1000);
}
