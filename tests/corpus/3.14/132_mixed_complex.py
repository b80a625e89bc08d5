# Arithmetic between real and complex numbers: signs of zeros, infinities.
x = 0-0j; x = -0.0-0j; x = 0 - -0j; x = -0j-0; x = 1 + -0j; x = -0j + 1; x = -0.0 - 0j + 1
x = 2*(0-0j); x = -0j*-2.0; x = True * (1-0j); x = (1-0j)/2; x = 2/(1-0j); x = -3/1j; x = 0/(1+1j); x = (1-0j)/-0.5
x = 1e999j*(1+1j); x = (1e999+1j)/(1+1j); x = (1+1j)/(1e999+1j); x = 1/(1e999j)
x = 1j**2; x = (1-0j)**-1; x = 2**(2-0j); x = (1e200+1e200j)**2; x = 1/0j; x = 1j/0; x = 1j/0.0
match x:
    case 0-0j | -0.0-0j | 0+0j | -1-2.5j | {1-0j: _}: pass
