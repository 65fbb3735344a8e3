/** Marks every personal datum, so that one glance tells whether any has got somewhere. */
export const PERSONAL = 'Zz-';
