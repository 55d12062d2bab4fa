/** What the agent did with a request, as acknowledgements print it (seeds/002 A2, Topup Payment Validation). */
export function agentDiagnostics(run: {
	/** UTC milliseconds. */
	readonly at: number;
	readonly signals: number;
	/** Inputs given to the plan's state machines. */
	readonly fsmInputs: number;
	/** Swaps of the plan today. */
	readonly swapsToday: number;
}): Readonly<Record<string, unknown>> {
	return {
		agent_state_update: {
			agent_version: '2.0.0',
			last_activity: new Date(run.at).toISOString(),
			execution_count: 1,
			swaps_today: run.swapsToday,
			suspended_until: null,
		},
		signal_compression: {
			signals_provided: run.signals,
			fsm_inputs_generated: run.fsmInputs,
			compression_applied: false,
		},
		fsm_execution: {
			transitions_executed: run.fsmInputs,
			successful_transitions: run.fsmInputs,
			fsm_results: [],
		},
	};
}
