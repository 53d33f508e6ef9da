export default {
  mode: 'production',
  target: 'web',
  entry: './src/main.js',
  output: { path: `${import.meta.dirname}/dist`, filename: 'main.js', publicPath: 'auto' },
  stats: 'errors-warnings',
}
