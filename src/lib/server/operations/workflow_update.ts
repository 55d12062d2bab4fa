import { parseWorkflowUpdate, type WorkflowUpdateData } from '#lib/protocol/messages/workflow_update.ts';
import type { AgentOperation } from './operation.ts';
import { recordReport } from './record_report.ts';

/** Stores how far an attendant's workflow has come, for the station's managers and for monitors. Spec: seeds/002 A4, Workflow State Updates. */
export const workflowUpdate: AgentOperation<WorkflowUpdateData> = {
	name: 'workflow_update',
	permission: 'swap.run',
	parse: parseWorkflowUpdate,
	run(call) {
		const { data } = call;
		const detail = {
			stage_transition: data.stage_transition ?? null,
			process_status: data.process_status ?? null,
			performance_metrics: data.performance_metrics ?? null,
		};
		return recordReport(call, {
			operation: 'workflow_update',
			kind: 'workflow',
			type: data.workflow_stage,
			detail,
			signal: 'WORKFLOW_STATE_RECORDED',
			metadata: (station) => ({
				called: 'updateWorkflowState',
				workflow_stage: data.workflow_stage,
				...detail,
				station,
				attendant_id: call.caller.actor.id,
			}),
		});
	},
};
