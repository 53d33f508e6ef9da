import { Nothing } from './nothing.jsx'

export default function Page() {
  return <Nothing />
}
