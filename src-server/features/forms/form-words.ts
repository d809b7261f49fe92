import type { Purpose } from '#shared/domain/purpose';
import type { RequestState, RequestStep } from '#shared/domain/view-request';
import type { MediumKind, MediumState } from '#shared/domain/medium';

/** Forms on paper are Chinese, whatever the window speaks. */
export const purposes: Readonly<Record<Purpose, string>> = { retirement: '退休', salary: '工资', title: '职称', appointment: '任免', other: '其他' };
export const requestStates: Readonly<Record<RequestState, string>> = { submitted: '待审批', granted: '已授权', refused: '已拒绝', cancelled: '已撤回', withdrawn: '已收回', finished: '已结束' };
export const stepStates: Readonly<Record<RequestStep['state'], string>> = { agreed: '同意', refused: '不同意', waiting: '待审批', 'to-come': '未到', 'not-reached': '未到' };
export const mediumKinds: Readonly<Record<MediumKind, string>> = { 'optical-disc': '光盘', 'hard-disk': '硬盘', 'usb-disk': 'U 盘', tape: '磁带', other: '其他' };
export const mediumStates: Readonly<Record<MediumState, string>> = { registered: '已登记', received: '已接收', returned: '已归还', sealed: '已封存', destroyed: '已销毁' };
