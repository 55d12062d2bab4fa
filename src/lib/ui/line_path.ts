/** A point of a line. */
export interface LinePoint {
	readonly x: number;
	readonly y: number;
}

/** A line in a box whose origin is its upper left corner, as SVG path data: the line, and the area below it. */
export interface LinePath {
	readonly line: string;
	readonly area: string;
}

/** Draws points, first to last, into a box: from the first `x` to the last, and from nothing to `top`. Empty where there are fewer than two. */
export function linePath(
	points: readonly LinePoint[],
	{ width, height, top }: { width: number; height: number; top: number },
): LinePath {
	const [first, last] = [points[0], points.at(-1)];
	if (!first || !last || points.length < 2) return { line: '', area: '' };
	const span = last.x - first.x || 1;
	const at = ({ x, y }: LinePoint) => {
		const share = top > 0 ? Math.min(1, Math.max(0, y / top)) : 0;
		return `${round(((x - first.x) / span) * width)} ${round(height - share * height)}`;
	};
	const line = `M${points.map(at).join('L')}`;
	return { line, area: `${line}L${width} ${height}L0 ${height}Z` };
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
