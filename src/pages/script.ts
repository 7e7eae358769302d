/** The one script of pages that nothing answers: filter and fold. Without scripts they show all. */
export const SCRIPT = `
(() => {
const filter = document.getElementById('filter')
const entries = [...document.querySelectorAll('main .entry, main ul.tree .leaf')]
const all = (open) => { for (const details of document.querySelectorAll('main details')) details.open = open }
document.getElementById('unfold')?.addEventListener('click', () => all(true))
document.getElementById('fold')?.addEventListener('click', () => all(false))
filter.addEventListener('input', () => {
  const words = filter.value.trim().toLowerCase()
  let shown = 0
  for (const entry of entries) {
    const place = entry.closest('li') ?? entry
    const found = words === '' || place.textContent.toLowerCase().includes(words)
    place.classList.toggle('gone', !found)
    if (found) shown++
  }
  document.getElementById('found').textContent = words === '' ? '' : shown + ' found'
})
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.matches('input, textarea')) return
  event.preventDefault()
  filter.focus()
})
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
  for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true
  if (target) target.scrollIntoView({ block: 'center' })
}
addEventListener('hashchange', reveal)
reveal()
})()
`
