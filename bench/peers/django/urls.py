from django.http import HttpResponse
from django.urls import path
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework_simplejwt.views import TokenBlacklistView, TokenObtainPairView, TokenRefreshView

from views import Hello, HelloJwt, Register

urlpatterns = [
    path("health", lambda request: HttpResponse()),
    path("register/", Register.as_view()),
    path("api/token/", TokenObtainPairView.as_view()),
    path("api/token/refresh/", TokenRefreshView.as_view()),
    path("api/token/blacklist/", TokenBlacklistView.as_view()),
    path("api-token-auth/", obtain_auth_token),
    path("hello/", Hello.as_view()),
    path("hello-jwt/", HelloJwt.as_view()),
]
