// The system's fonts: a page loads none.
import Theme from 'vitepress/theme-without-fonts'
import './style.css'

export default Theme
