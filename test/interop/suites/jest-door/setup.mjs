import 'miniregion/jest'
