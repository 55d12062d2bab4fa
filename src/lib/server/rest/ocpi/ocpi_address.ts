/** The version of OCPI that is spoken. */
export const ocpiVersion = '2.2.1';

/** The modules that are served. */
export const ocpiModules = ['sessions', 'cdrs'] as const;

export type OcpiModule = (typeof ocpiModules)[number];

/** Where the version is described, or a module of it answers. */
export function ocpiAddress(origin: string, module?: OcpiModule): string {
	return [`${origin}/api/ocpi/${ocpiVersion}`, ...(module ? [module] : [])].join('/');
}
