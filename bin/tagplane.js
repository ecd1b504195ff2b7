#!/usr/bin/env node
// Syntax that every Node reads, so that an old one gets a sentence and not a stack trace.
var needed = 24
var found = process.versions.node
if (parseInt(found, 10) < needed) {
  console.error('tagplane needs Node ' + needed + ' or newer; this is Node ' + found)
  process.exit(1)
}
import('node:module')
  .then((module) => {
    // Beside what it is compiled from, so that nobody can plant code there who could not change the program.
    module.enableCompileCache(`${import.meta.dirname}/../dist/.compile-cache`)
    return import('../dist/cli/main.js')
  })
  .then(
    (main) => main.run(process.argv),
    (error) => {
      console.error(error.code === 'ERR_MODULE_NOT_FOUND' ? 'tagplane is not built; run "npm run build" first' : error)
      process.exit(1)
    },
  )
