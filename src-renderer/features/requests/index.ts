export { AmendScreen } from './amend-screen.tsx';
export { ApplyScreen } from './apply-screen.tsx';
export { BusinessScreen } from './business-screen.tsx';
export { InboxScreen } from './inbox-screen.tsx';
export { MyRequestsScreen } from './my-requests-screen.tsx';
