import { createApp } from 'vue'
import { OosClient, remoteSigner } from '@oos-js/core'
import UploadForm from './upload-form.vue'

// No secret is in the page: a server of yours signs, at an address of its own.
const client = new OosClient({
  endpoint: 'https://oos-cn.ctyunapi.cn',
  sign: remoteSigner('/api/sign'),
})

createApp(UploadForm, { client }).mount('#app')
