/** Power in W that flows at a state of charge in percent. */
export type PowerCurve = (socPercent: number) => number;

/** A vehicle at the cable, and the meter in it. */
export interface VehicleAtMeter {
	/** The meter's running total, Wh. */
	readonly registerWh: number;
	readonly socPercent: number;
	/** What flows now, W. */
	readonly powerW: number;
	/** Another vehicle takes its place. */
	park(socPercent: number): void;
	/** Energy flows for so long. */
	flow(ms: number): void;
	/** The meter begins anew, as after a repair. */
	resetMeter(registerWh: number): void;
}

const hourMs = 3_600_000;
/** Of the power curve, in which it counts as constant. */
const stepMs = 10_000;

/** The rated power up to 80 %, then falling to a tenth of it at 100 %. */
export function taperingPower(ratedW: number): PowerCurve {
	return (soc) => ratedW * (soc <= 80 ? 1 : 1 - (Math.min(soc, 100) - 80) * 0.045);
}

/** Parks a vehicle with a battery of so many Wh at a meter that stands at `registerWh`. */
export function parkVehicle(options: {
	registerWh: number;
	batteryWh: number;
	socPercent: number;
	curve: PowerCurve;
}): VehicleAtMeter {
	const { batteryWh, curve } = options;
	let { registerWh, socPercent } = options;
	const powerW = () => (socPercent >= 100 ? 0 : curve(socPercent));
	return {
		get registerWh() {
			return Math.round(registerWh);
		},
		get socPercent() {
			return Math.round(Math.min(socPercent, 100) * 10) / 10;
		},
		get powerW() {
			return Math.round(powerW());
		},
		park(percent) {
			socPercent = percent;
		},
		flow(ms) {
			for (let left = ms; left > 0; left -= stepMs) {
				const energyWh = (powerW() * Math.min(left, stepMs)) / hourMs;
				registerWh += energyWh;
				socPercent += (energyWh / batteryWh) * 100;
			}
		},
		resetMeter(wh) {
			registerWh = wh;
		},
	};
}
