import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { OosClient, remoteSigner } from '@oos-js/core'
import { UploadForm } from './upload-form.tsx'

// No secret is in the page: a server of yours signs, at an address of its own.
const client = new OosClient({
  endpoint: 'https://oos-cn.ctyunapi.cn',
  sign: remoteSigner('/api/sign'),
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <UploadForm client={client} />
  </StrictMode>,
)
