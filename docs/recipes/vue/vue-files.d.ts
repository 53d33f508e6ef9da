// So that TypeScript knows what a .vue file is; vue-tsc needs no such thing.
declare module '*.vue' {
  import type { Component } from 'vue'
  const component: Component
  export default component
}
