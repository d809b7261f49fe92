export { TodoScreen } from './todo-screen.tsx';
