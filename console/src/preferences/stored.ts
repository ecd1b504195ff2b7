/** What this browser keeps for its user, if it keeps anything. @param choices the first is the default */
export function readStored<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
  const text = localStorage.getItem(name)
  return choices.find((choice) => choice === text) ?? choices[0]
}

export function writeStored(name: string, choice: string): void {
  localStorage.setItem(name, choice)
}
