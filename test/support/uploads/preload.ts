// What the packages load only when it is needed. Loaded with a test's file, it takes no time of its tests.
import '../../../packages/core/src/failure/failure.ts'
import '../../../packages/core/src/request/md5-engine.ts'
import '../../../packages/web/src/upload/engine.ts'
