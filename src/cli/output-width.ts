/** How wide a line may be, columns of a terminal; undefined where nothing cuts it, or a terminal does not say. */
export function outputWidth({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> = process.stdout) {
  return isTTY && columns > 0 ? columns : undefined
}
