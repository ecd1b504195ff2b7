import { useCloudWords } from './use-clouds.ts'
import './cloud-name.css'

/** A cloud by its own name, beside its mark. */
export function CloudName({ cloud }: { readonly cloud: string }) {
  return (
    <span className="cloud-name" data-cloud={cloud}>
      {useCloudWords(cloud)?.cloud ?? cloud}
    </span>
  )
}
