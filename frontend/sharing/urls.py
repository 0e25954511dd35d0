"""Addresses of short links, of QR codes as files and of posters."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from frontend.sharing import links, pictures, posters
from frontend.sharing.addresses import MomentConverter


class KindConverter(StringConverter):
    """What a QR code can be had as."""

    regex = "svg|png"


register_converter(MomentConverter, "moment")
register_converter(KindConverter, "picture")

urlpatterns = [
    path("s/<int:number>", links.to_session, name="short_session"),
    path("s/<int:number>/<moment:moment>", links.to_moment, name="short_moment"),
    path("c/<case_number:number>", links.to_case, name="short_case"),
    path("sessions/<int:number>/qr.<picture:kind>", pictures.of_session, name="session_qr"),
    path("s/<int:number>/<moment:moment>/qr.<picture:kind>", pictures.of_moment, name="moment_qr"),
    path("cases/<case_number:number>/qr.<picture:kind>", pictures.of_case, name="case_qr"),
    path("sessions/<int:number>/poster/", posters.poster, name="poster"),
]
