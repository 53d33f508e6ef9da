export const later = 'later'
