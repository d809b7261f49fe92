import { z } from 'zod';
import { AccountId, UnitId } from './ids.ts';

/**
 * archivist 档案管理员, reader 查档人, approver 审批领导, selector 干部工作, and the three administrators (三员):
 * system administrator 系统管理员, security officer 安全保密管理员, auditor 安全审计员. None of the three sees a file.
 */
export const roles = ['archivist', 'reader', 'approver', 'selector', 'system-administrator', 'security-officer', 'auditor'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Account = z.object({
  id: AccountId,
  loginName: z.string().min(1).max(40),
  displayName: z.string().min(1).max(60),
  unitId: UnitId,
  unitName: z.string(),
  /** Empty until the security officer has granted something. */
  roles: z.array(Role).readonly(),
});
export type Account = z.infer<typeof Account>;

/** Second reader to choose from: a colleague of the applicant's own unit. */
export const Colleague = z.object({ id: AccountId, displayName: z.string() });
export type Colleague = z.infer<typeof Colleague>;

export const LoginName = z.string().trim().min(1).max(40);
/** Bounded so that hashing cannot be made expensive by length. */
export const Password = z.string().min(1).max(128);

/** What the demonstration city offers on its sign-in screen. Never exists outside demonstration data. */
export const DemoAccount = z.object({
  loginName: LoginName,
  password: Password,
  displayName: z.string(),
  unitName: z.string(),
  role: Role,
});
export type DemoAccount = z.infer<typeof DemoAccount>;
