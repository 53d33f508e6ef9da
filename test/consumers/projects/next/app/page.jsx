import { Put } from './put.jsx'

export default function Page() {
  return <Put />
}
