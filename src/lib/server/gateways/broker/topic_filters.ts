/**
 * True if everything that `filter` matches is matched by `pattern` too (MQTT 5, 4.7): the question a broker asks
 * before it grants a subscription. A topic is the filter that matches only itself.
 */
export function filterCovers(pattern: string, filter: string): boolean {
	const allowed = pattern.split('/');
	const asked = filter.split('/');
	// 4.7.2: a wildcard at the first level never reaches into `$SYS` and the like.
	if (filter.startsWith('$') && (allowed[0] === '#' || allowed[0] === '+')) return false;
	for (const [i, level] of allowed.entries()) {
		if (level === '#') return true;
		const other = asked[i];
		if (other === undefined || other === '#') return false;
		if (level !== '+' && level !== other) return false;
	}
	return asked.length === allowed.length;
}

/** True if one of the patterns covers the filter or topic. */
export function anyCovers(patterns: readonly string[], filter: string): boolean {
	return patterns.some((pattern) => filterCovers(pattern, filter));
}
