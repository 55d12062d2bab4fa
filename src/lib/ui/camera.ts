/** Why there is no picture; the person's way on differs for each. */
export type CameraProblem = 'denied' | 'no_camera' | 'busy' | 'unsupported';

/** A running camera, or why there is none. */
export type CameraAnswer = { readonly stream: MediaStream } | { readonly problem: CameraProblem };

/** Opens the camera that looks away from the person, asking for leave where the browser must. Never rejects for a foreseen reason. */
export async function openCamera(): Promise<CameraAnswer> {
	if (!navigator.mediaDevices?.getUserMedia) return { problem: 'unsupported' };
	try {
		const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
		return { stream: await navigator.mediaDevices.getUserMedia({ audio: false, video }) };
	} catch (error) {
		const problem = error instanceof DOMException ? problems[error.name] : undefined;
		if (!problem) throw error;
		return { problem };
	}
}

/** Turns the camera off and its light out. */
export function closeCamera(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}

/** Whether the camera has a lamp that can be switched. */
export function hasTorch(stream: MediaStream): boolean {
	const track = stream.getVideoTracks()[0];
	return track?.getCapabilities !== undefined && 'torch' in track.getCapabilities();
}

/** Switches the lamp; the promise rejects where the camera refuses. */
export async function switchTorch(stream: MediaStream, on: boolean): Promise<void> {
	// `torch` comes from the Image Capture specification, which the DOM typings do not cover.
	await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}

const problems: Partial<Record<string, CameraProblem>> = {
	NotAllowedError: 'denied',
	SecurityError: 'denied',
	NotFoundError: 'no_camera',
	OverconstrainedError: 'no_camera',
	NotReadableError: 'busy',
	AbortError: 'busy',
};
