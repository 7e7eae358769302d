// The system's fonts: a page loads none.
import { withBase } from 'vitepress'
import Theme from 'vitepress/theme-without-fonts'
import { h } from 'vue'
import HomeTest from '../../parts/home-test.md'
import './style.css'

// The theme's own has neither a landmark nor a link that says where it leads.
const notFound = () =>
  h('main', { class: 'vp-doc not-found' }, [
    h('h1', 'This page does not exist'),
    h('p', 'The search above finds what the documentation has.'),
    h('p', h('a', { href: withBase('/') }, 'To the first page')),
  ])

export default {
  extends: Theme,
  Layout: () =>
    h(Theme.Layout, null, {
      'not-found': notFound,
      'home-hero-image': () => h(HomeTest, { class: 'vp-doc home-test' }),
    }),
}
