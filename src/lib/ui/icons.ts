/** Outlines on a 24 × 24 grid, drawn with a 2 px stroke in the text's colour. */
export const icons = {
	check: 'M5 12.5 10 17.5 19.5 7',
	circle: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z',
	clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5v5l3 2',
	info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.5',
	warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17v.5',
	stop: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16v.5',
	close: 'M6 6l12 12M18 6 6 18',
	menu: 'M4 7h16M4 12h16M4 17h16',
	chevronLeft: 'M14.5 5.5 8 12l6.5 6.5',
	chevronRight: 'M9.5 5.5 16 12l-6.5 6.5',
	chevronDown: 'M5.5 9.5 12 16l6.5-6.5',
	sortUp: 'M12 19V5M6 11l6-6 6 6',
	sortDown: 'M12 5v14M6 13l6 6 6-6',
	sortNone: 'M8 10l4-4 4 4M8 14l4 4 4-4',
	qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20v-1',
	camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
	torch: 'M13 3 6 13.500h5L10 21l8-11h-5.500z',
	bluetooth: 'M6.5 7.5 17 16.500l-5 4.500V3l5 4.500L6.5 16.5',
	battery: 'M3 8h15v8H3zM21 11v2M6 11v2M9 11v2',
	search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5',
	keyboard: 'M3 6h18v12H3zM7 10v.5M11 10v.5M15 10v.5M8 14.500h8',
	retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.300L20 9M20 4v5h-5',
	print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
	share: 'M12 15V4M8 7.5 12 3.500l4 4M6 11H5v9h14v-9h-1',
	download: 'M12 4v11M7.5 11 12 15.500l4.5-4.500M5 20h14',
	station: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
} as const satisfies Record<string, string>;

/** The name of an outline. */
export type IconName = keyof typeof icons;
